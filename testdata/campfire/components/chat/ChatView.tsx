"use client";

import { useEffect, useState } from "react";
import {
  subscribeToMessages,
  subscribeToPresence,
  subscribeToTyping, // who is writing
  sendTypingIndicator,
  updatePresence,
  type PresenceUpdate,
  type TypingIndicator,
} from "@/lib/realtime";
import type { Message } from "@/types/chat";

export function ChatView({ conversationId, userId }: { conversationId: string; userId: string }) {
  const [messages, setMessages] = useState<Message[]>([]);
  const [typing, setTyping] = useState<TypingIndicator | null>(null);
  const [presence, setPresence] = useState<PresenceUpdate | null>(null);
  useEffect(() => {
    updatePresence(conversationId, { userId, online: true });
    const stops = [
      subscribeToMessages(conversationId, (message) => setMessages((now) => [...now, message])),
      subscribeToTyping(conversationId, setTyping),
      subscribeToPresence(conversationId, setPresence),
    ];
    return () => stops.forEach((stop) => stop());
  }, [conversationId, userId]);
  return (
    <section onKeyDown={() => sendTypingIndicator(conversationId, { userId, isTyping: true })}>
      {messages.map((m) => <p key={m.id}>{m.body}</p>)}
      {typing?.isTyping ? <em>{typing.userId} is writing &amp; thinking</em> : null}
      {presence?.online && <small>online</small>}
    </section>
  );
}
