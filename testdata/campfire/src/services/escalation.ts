import { broadcastToConversation } from "@/lib/realtime";
import { postToSlack } from "@/lib/slack";

export async function escalate(org: string, conversation: string): Promise<string> {
  await broadcastToConversation(org, conversation, "escalated", {});
  return postToSlack({ channel: "#support", text: conversation });
}
