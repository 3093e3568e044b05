"use client";

import { useEffect, useState } from "react";
import { subscribeToTyping, type TypingIndicator } from "@/lib/realtime";

export function useTypingIndicator(conversationId: string): TypingIndicator[] {
  const [typing, setTyping] = useState<TypingIndicator[]>([]);
  useEffect(() => subscribeToTyping(conversationId, (who) => setTyping((now) => [...now, who])), [conversationId]);
  return typing;
}
