/**
 * Licensed to the sample, under no particular licence.
 */
import { supabase } from "@/lib/supabase";
import type { RealtimeChannel } from "@supabase/supabase-js";

export const CHANNEL_PATTERNS = {
  conversation: (org: string, id: string) => `org:${org}:conversation:${id}`,
  organization: (org: string) => `org:${org}`,
} as const;

export const EVENT_TYPES = {
  MESSAGE_CREATED: "message_created",
  TYPING_START: "typing_start",
} as const;

class ChannelManager {
  private channels = new Map<string, RealtimeChannel>();

  get(name: string): RealtimeChannel {
    const channel = this.channels.get(name) ?? supabase.channel(name).subscribe();
    this.channels.set(name, channel);
    return channel;
  }
}

export const channelManager = new ChannelManager();

export async function broadcastToChannel(name: string, event: string, payload: unknown) {
  return channelManager.get(name).send({ type: "broadcast", event, payload });
}

export function subscribeToChannel(name: string, event: string, callback: (payload: unknown) => void) {
  channelManager.get(name).on("broadcast", { event }, ({ payload }) => callback(payload));
  return () => void channelManager.get(name).unsubscribe();
}

export default { channelManager, broadcastToChannel, subscribeToChannel };
