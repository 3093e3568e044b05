"use client";

import { useState } from "react";
import { channelManager } from "@/lib/realtime/standardized-realtime";

/** The other useRealtime: an object, not a tuple. */
export function useRealtime(channel: string) {
  const [events, setEvents] = useState<string[]>([]);
  return {
    events,
    listen: () => channelManager.get(channel).on("broadcast", { event: "*" }, () => setEvents((now) => [...now, channel])),
  };
}
