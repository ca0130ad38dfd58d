export * from '@wsevent/websocket'
