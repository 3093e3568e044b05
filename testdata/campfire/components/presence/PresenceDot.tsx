import * as realtime from "@/lib/realtime/standardized-realtime";

export const PresenceDot = ({ org }: { org: string }) => {
  realtime.subscribeToChannel(realtime.CHANNEL_PATTERNS.organization(org), "presence", () => {});
  return <i className="dot" />;
};
