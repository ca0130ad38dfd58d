export * from '@wsevent/node'
export { default } from '@wsevent/node'
