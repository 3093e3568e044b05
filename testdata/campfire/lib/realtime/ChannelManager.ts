import type { RealtimeChannel, SupabaseClient } from "@supabase/supabase-js";

export interface ChannelConfig {
  name: string;
  private: boolean;
}

export interface TypingEvent {
  userId: string;
  startedAt: number;
}

/** Keeps at most `limit` channels open, so that a long session does not leak them. */
export class ChannelManager {
  private open: { config: ChannelConfig; channel: RealtimeChannel }[] = [];

  constructor(private client: SupabaseClient | null, private limit: number) {}

  use(client: SupabaseClient): void {
    this.client = client;
  }

  join(config: ChannelConfig): RealtimeChannel | undefined {
    const channel = this.client?.channel(config.name).subscribe();
    if (channel) this.open.push({ config, channel });
    while (this.open.length > this.limit) void this.open.shift()?.channel.unsubscribe();
    return channel;
  }
}

export const channelManager = new ChannelManager(null, 5);
