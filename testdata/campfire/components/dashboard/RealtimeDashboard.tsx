'use client'

import monitor, { RealtimeMonitor } from '@/lib/realtime/telemetry/realtime-monitor'
import { subscribeWithRetry, realtimeManager as manager } from '@/lib/utils/realtime-manager'

export function RealtimeDashboard({ channels }: { channels: string[] }) {
  channels.forEach((name) => subscribeWithRetry(name))
  const own = new RealtimeMonitor()
  return <pre title={String(manager)}>{monitor.average() + own.average()} ms</pre>
}
