"use client";

import { useEffect, useState } from "react";
import { supabase } from "@/lib/supabase";

export interface UseRealtimeConfig {
  organizationId: string;
  conversationId?: string;
}

export function useRealtime(config: UseRealtimeConfig): [{ connected: boolean }, { disconnect: () => void }] {
  const [connected, setConnected] = useState(false);
  const name = `org:${config.organizationId}:conversation:${config.conversationId ?? "all"}`;
  useEffect(() => {
    const channel = supabase.channel(name).subscribe((status) => setConnected(status === "SUBSCRIBED"));
    return () => void supabase.removeChannel(channel);
  }, [name]);
  return [{ connected }, { disconnect: () => setConnected(false) }];
}
