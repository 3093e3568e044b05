"use client";

import { useOrganizationRealtime } from "@/lib/realtime";
import { UNIFIED_CHANNELS, UNIFIED_EVENTS } from "@/lib/realtime/unified-channel-standards";
import { supabase } from "@/lib/supabase";

export function NotificationCenter({ org }: { org: string }) {
  const { online } = useOrganizationRealtime(org);
  supabase.channel(UNIFIED_CHANNELS.organization(org)).on("broadcast", { event: UNIFIED_EVENTS.MESSAGE_CREATED }, () => {});
  return <aside>{online} online</aside>;
}
