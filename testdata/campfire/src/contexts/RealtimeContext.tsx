"use client";

import { createContext } from "react";
import type { PresenceUpdate } from "@/lib/realtime";
import { realtimeManager } from "@/lib/realtime";

export const RealtimeContext = createContext<{ presence: PresenceUpdate[]; join: typeof realtimeManager.join }>({
  presence: [],
  join: (conversationId) => realtimeManager.join(conversationId),
});
