import { broadcastToOrganization } from "@/lib/realtime";

export const notify = (org: string, text: string) => broadcastToOrganization(org, "notification", { text });
