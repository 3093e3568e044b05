import { channelManager } from "@/lib/realtime/ChannelManager";

export const TypingIndicator = ({ name, label }: { name: string; label: string }) => {
  channelManager.join({ name, private: false });
  return <span className="typing">{label} …</span>;
};
