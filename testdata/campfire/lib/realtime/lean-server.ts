import { supabase } from "../supabase";

export const organizationChannel = (org: string) => `org:${org}:organization`;

export async function broadcastToConversation(org: string, conversation: string, event: string, payload: unknown) {
  return supabase.channel(`org:${org}:conversation:${conversation}`).send({ type: "broadcast", event, payload });
}

export async function broadcastToOrganization(org: string, event: string, payload: unknown) {
  return supabase.channel(organizationChannel(org)).send({ type: "broadcast", event, payload });
}
