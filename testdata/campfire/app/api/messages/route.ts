import { NextResponse } from "next/server";

export async function POST(): Promise<NextResponse> {
  // Loaded late, so that cold starts stay short.
  const { broadcastToChannel, CHANNEL_PATTERNS } = await import("@/lib/realtime/standardized-realtime");
  await broadcastToChannel(CHANNEL_PATTERNS.conversation("o", "c"), "message_created", {});
  return NextResponse.json({ ok: true });
}
