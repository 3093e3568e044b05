import { subscribeToPresence, updatePresence } from "@/lib/realtime";

export const usePresence = (conversationId: string) => ({
  watch: () => subscribeToPresence(conversationId, () => undefined),
  announce: (userId: string) => updatePresence(conversationId, { userId, online: true }),
});
