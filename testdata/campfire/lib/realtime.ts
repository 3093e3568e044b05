import { supabase as client } from './supabase';
import type { RealtimeChannel } from '@supabase/supabase-js';
import type { Message, Unsubscribe } from '@/types/chat';

const supabase = client;

export interface TypingIndicator {
  userId: string;
  isTyping: boolean;
}

export interface PresenceUpdate {
  userId: string;
  online: boolean;
}

class RealtimeManager {
  private channels = new Map<string, RealtimeChannel>();

  join(conversationId: string): RealtimeChannel {
    const name = `conversation:${conversationId}`;
    const known = this.channels.get(name);
    if (known) return known;
    const channel = supabase.channel(name).subscribe();
    this.channels.set(name, channel);
    return channel;
  }

  leave(conversationId: string): void {
    const name = `conversation:${conversationId}`;
    void this.channels.get(name)?.unsubscribe();
    this.channels.delete(name);
  }
}

export const realtimeManager = new RealtimeManager();

export function subscribeToTyping(conversationId: string, callback: (typing: TypingIndicator) => void): Unsubscribe {
  realtimeManager.join(conversationId).on('broadcast', { event: 'typing' }, ({ payload }) => callback(payload));
  return () => realtimeManager.leave(conversationId);
}

export function sendTypingIndicator(conversationId: string, typing: TypingIndicator): void {
  void realtimeManager.join(conversationId).send({ type: 'broadcast', event: 'typing', payload: typing });
}

export function subscribeToMessages(conversationId: string, callback: (message: Message) => void): Unsubscribe {
  realtimeManager.join(conversationId).on('broadcast', { event: 'message_created' }, ({ payload }) => callback(payload));
  return () => realtimeManager.leave(conversationId);
}

export function subscribeToPresence(conversationId: string, callback: (presence: PresenceUpdate) => void): Unsubscribe {
  realtimeManager.join(conversationId).on('presence', { event: 'sync' }, ({ payload }) => callback(payload));
  return () => realtimeManager.leave(conversationId);
}

export function updatePresence(conversationId: string, presence: PresenceUpdate): void {
  void realtimeManager.join(conversationId).send({ type: 'presence', event: 'sync', payload: presence });
}
