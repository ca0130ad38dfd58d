import { context, propagation, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { expect, it } from 'vitest'
import { WebSockets } from '../src/index.ts'
import { serve } from './support/ws-server.ts'

// The recipe of docs/diagnostics.md: it subscribes when it is imported.
import './support/telemetry.ts'

const exporter = new InMemorySpanExporter()
trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
)
context.setGlobalContextManager(new AsyncLocalStorageContextManager())
propagation.setGlobalPropagator(new W3CTraceContextPropagator())

it('has a span for each attempt, in the trace of the caller, and tells the server', async () => {
  const traceparents: unknown[] = []
  let isUp = false
  const { url } = await serve({
    verifyClient: ({ req }, done) => {
      traceparents.push(req.headers['traceparent'])
      done(isUp, 503)
    },
  })
  const ws = WebSockets.new()
  const tracer = trace.getTracer('program')
  await tracer.startActiveSpan('program', async (span) => {
    ws.connect(url, { reconnect: { minDelay: 1, maxDelay: 1 } })
    await new Promise((resolve) => ws.addEventListener(ws.ONCLOSE, resolve, { once: true }))
    isUp = true
    await ws.opened
    span.end()
  })
  ws.disconnect()
  await ws.closed
  const [failed, opened, program] = exporter.getFinishedSpans()
  expect(traceparents).toEqual(
    [failed, opened].map((span) => {
      const { traceId, spanId } = span?.spanContext() ?? {}
      return `00-${traceId}-${spanId}-01`
    }),
  )
  expect(failed?.parentSpanContext?.spanId).toBe(program?.spanContext().spanId)
  expect(failed?.status.code).toBe(SpanStatusCode.ERROR)
  expect(failed?.attributes).toEqual({
    'url.full': url,
    'wsevent.attempt': 1,
    'wsevent.delay': 0,
    'error.type': 'ERR_HANDSHAKE_REJECTED',
    'http.response.status_code': 503,
  })
  expect(opened?.status.code).toBe(SpanStatusCode.UNSET)
  expect(opened?.attributes).toMatchObject({ 'wsevent.attempt': 2, 'wsevent.delay': 1 })
})
