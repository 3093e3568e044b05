import { NextResponse } from "next/server";
import { UNIFIED_CHANNELS, UNIFIED_EVENTS } from "@/lib/realtime/unified-channel-standards";

export async function GET(): Promise<NextResponse> {
  return NextResponse.json({ channel: UNIFIED_CHANNELS.conversation("o", "c"), event: UNIFIED_EVENTS.MESSAGE_CREATED });
}
