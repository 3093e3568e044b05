import type { RealtimeChannel, SupabaseClient } from "@/lib/supabase";

export interface ChannelConfig {
  name: string;
  ack?: boolean;
}

export class ChannelFactory {
  constructor(private readonly client: SupabaseClient) {}

  create(config: ChannelConfig): RealtimeChannel {
    return this.client.channel(config.name).subscribe();
  }
}
