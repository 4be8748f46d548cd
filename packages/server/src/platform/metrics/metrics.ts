import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics'

/** What the server counts. Gauges are read when somebody asks. */
export interface Metrics {
  /** One HTTP request answered; `route` is the pattern, never the address with its ids. */
  request(facts: { method: string; route: string; status: number; ms: number }): void
  /** One batch of runs taken in. */
  batch(counts: { accepted: number; duplicates: number; rejected: number }): void
  /** A number that is read at each scrape; `read` may fail, and is then left out. */
  gauge(name: string, description: string, read: () => Promise<number> | number): void
  /** Everything in Prometheus' text format. */
  text(): Promise<string>
  close(): Promise<void>
}

/** Metrics of one server; nothing is global, so that several servers in one process don't mix. */
export function createMetrics(): Metrics {
  const reader = new PullReader()
  const provider = new MeterProvider({ readers: [reader] })
  const meter = provider.getMeter('dayshift')
  const serializer = new PrometheusSerializer('', false, undefined, true, true)
  const latency = meter.createHistogram('dayshift_http_request_duration_seconds', {
    description: 'Time from the first byte of a request to the end of its answer',
    advice: { explicitBucketBoundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
  })
  const records = meter.createCounter('dayshift_run_records', { description: 'Run records by what became of them' })
  const batches = meter.createCounter('dayshift_run_batches', { description: 'Batches of run records taken in' })
  return {
    request({ method, route, status, ms }) {
      latency.record(ms / 1000, { method, route, status })
    },
    batch({ accepted, duplicates, rejected }) {
      batches.add(1)
      if (accepted > 0) records.add(accepted, { result: 'accepted' })
      if (duplicates > 0) records.add(duplicates, { result: 'duplicate' })
      if (rejected > 0) records.add(rejected, { result: 'rejected' })
    },
    gauge(name, description, read) {
      meter.createObservableGauge(name, { description }).addCallback(async (result) => {
        result.observe(await read())
      })
    },
    async text() {
      const { resourceMetrics } = await reader.collect()
      return serializer.serialize(resourceMetrics)
    },
    close: () => provider.shutdown(),
  }
}

class PullReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {
    // Nothing is buffered: a scrape reads the sums as they are.
  }
  protected override async onShutdown(): Promise<void> {
    // Nothing is open.
  }
}
