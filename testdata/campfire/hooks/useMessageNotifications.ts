import { useOrganizationRealtime } from "@/lib/realtime";
import { ChannelFactory } from "@/lib/realtime/channels";
import { supabase } from "@/lib/supabase";

export function useMessageNotifications(organizationId: string) {
  const { online } = useOrganizationRealtime(organizationId);
  return { online, channels: new ChannelFactory(supabase) };
}
