export const UNIFIED_CHANNELS = {
  organization: (org: string) => `org:${org}`,
  conversation: (org: string, id: string) => `org:${org}:conv:${id}`,
  typing: (org: string, id: string) => `org:${org}:conv:${id}:typing`,
} as const;

export const UNIFIED_EVENTS = {
  MESSAGE_CREATED: "message:created",
  TYPING_START: "typing:start",
} as const;

export type UnifiedEvent = (typeof UNIFIED_EVENTS)[keyof typeof UNIFIED_EVENTS];

export function isValidChannelName(name: string): boolean {
  return /^org:[^:]+(:conv:[^:]+(:typing)?)?$/.test(name);
}
