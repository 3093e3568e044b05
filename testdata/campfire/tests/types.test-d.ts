export type Channel = import("@/lib/realtime/channels").ChannelConfig;
export type Typing = import("@/lib/realtime").TypingIndicator;
