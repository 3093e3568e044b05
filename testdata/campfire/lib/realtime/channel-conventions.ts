// An older set of names. The widget still listens to these.
export const CHANNEL_PATTERNS = {
  conversation: (org: string, id: string) => `${org}_conversation_${id}`,
  organization: (org: string) => `${org}_organization`,
} as const;

export const EVENT_TYPES = {
  MESSAGE_CREATED: "message.created",
  TYPING_START: "typing.start",
} as const;

export function isValidChannelName(name: string): boolean {
  return name.includes("_");
}
