export * from '@wsevent/browser'
export { default } from '@wsevent/browser'
