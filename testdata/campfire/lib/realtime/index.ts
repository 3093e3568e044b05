/**
 * The one realtime module, or so it was meant.
 */

export { useRealtime } from "@/hooks/useRealtime";
export type { UseRealtimeConfig, RealtimeMetrics } from "@/hooks/useRealtime";

import { useNativeConversationRealtime, useNativeOrganizationRealtime } from "./native-supabase";

export { useNativeConversationRealtime, useNativeOrganizationRealtime };
export {
  useNativeConversationRealtime as useConversationRealtime,
  useNativeOrganizationRealtime as useOrganizationRealtime,
} from "./native-supabase";

export { broadcastToConversation, broadcastToOrganization } from "./lean-server";

export const generateConversationChannel = (org: string, conversation: string): string =>
  `${org}:conversation:${conversation}`;
