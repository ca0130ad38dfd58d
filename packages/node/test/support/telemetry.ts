import type { ConnectMessage } from '../../src/index.ts'
import { subscribe } from 'node:diagnostics_channel'
import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
} from '@opentelemetry/api'

const spans = new WeakMap<object, Span>()

subscribe('tracing:wsevent:connect:start', (message) => {
  const { attempt, delay, url, headers } = message as ConnectMessage
  const span = trace.getTracer('wsevent').startSpan('WebSocket connect', {
    kind: SpanKind.CLIENT,
    attributes: { 'url.full': url, 'wsevent.attempt': attempt, 'wsevent.delay': delay ?? 0 },
  })
  spans.set(message as object, span)
  // Writes `traceparent` into the handshake of this attempt.
  propagation.inject(trace.setSpan(context.active(), span), headers)
})

subscribe('tracing:wsevent:connect:error', (message) => {
  const { error } = message as ConnectMessage
  const span = spans.get(message as object)
  if (!span || !error) return
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.message })
  span.setAttribute('error.type', error.code)
  if (error.status) span.setAttribute('http.response.status_code', error.status)
})

subscribe('tracing:wsevent:connect:asyncEnd', (message) => spans.get(message as object)?.end())
