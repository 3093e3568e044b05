import { channelManager } from "@/lib/realtime/ChannelManager";

export const TypingIndicator = ({ name }: { name: string }) => {
  channelManager.join({ name, private: true });
  return <span className="typing">…</span>;
};
