
"use client";

import { useEffect, useState } from "react";
import { supabase } from "@/lib/supabase";

export function useNativeConversationRealtime(conversationId: string) {
  const [typing, setTyping] = useState<string[]>([]);
  useEffect(() => {
    const channel = supabase.channel(`conversation-${conversationId}`);
    channel.on("broadcast", { event: "typing:start" }, ({ payload }) => setTyping((now) => [...now, payload.userId]));
    channel.subscribe();
    return () => void supabase.removeChannel(channel);
  }, [conversationId]);
  return { typing };
}

export function useNativeOrganizationRealtime(organizationId: string) {
  const [online, setOnline] = useState(0);
  useEffect(() => {
    const channel = supabase.channel(`org:${organizationId}`);
    channel.on("presence", { event: "sync" }, ({ payload }) => setOnline(payload.count)).subscribe();
    return () => void supabase.removeChannel(channel);
  }, [organizationId]);
  return { online };
}
