import type { RealtimeChannel } from "@supabase/supabase-js";
import { supabase } from "@/lib/supabase/browser";

export class RealtimeManager {
  private static instance: RealtimeManager | undefined;
  private readonly subscriptions = new Map<string, RealtimeChannel>();

  static getInstance(): RealtimeManager {
    return (RealtimeManager.instance ??= new RealtimeManager());
  }

  subscribe(name: string, retries: number): RealtimeChannel {
    const channel = supabase.channel(name).subscribe((status: string) => {
      if (status === "CHANNEL_ERROR" && retries > 0) this.subscribe(name, retries - 1);
    });
    this.subscriptions.set(name, channel);
    return channel;
  }
}

export const realtimeManager = RealtimeManager.getInstance();

export function subscribeWithRetry(name: string): RealtimeChannel {
  return realtimeManager.subscribe(name, 3);
}
