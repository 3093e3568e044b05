export const EventTypes = {
  MESSAGE_CREATED: "message_created",
  TYPING: "typing",
} as const;

export type EventType = (typeof EventTypes)[keyof typeof EventTypes];

export type TypingEvent = { type: "typing"; userId: string };

export interface EventPayloads {
  message_created: { id: string; body: string };
  typing: TypingEvent;
}
