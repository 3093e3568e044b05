import { channelManager } from "../standardized-realtime";

export class RealtimeMonitor {
  private latencies: number[] = [];

  record(milliseconds: number): void {
    this.latencies.push(milliseconds);
  }

  average(): number {
    return this.latencies.reduce((sum, n) => sum + n, 0) / Math.max(this.latencies.length, 1);
  }

  watch(name: string): void {
    channelManager.get(name).on("system", { event: "*" }, () => this.record(0));
  }
}

export default new RealtimeMonitor();
