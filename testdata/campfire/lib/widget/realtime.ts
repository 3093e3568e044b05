import { UNIFIED_CHANNELS, UNIFIED_EVENTS, type UnifiedEvent } from "../realtime/unified-channel-standards"
import { supabase } from "../supabase"

export function listenForWidget(org: string, conversation: string, onEvent: (event: UnifiedEvent) => void) {
  const channel = supabase.channel(UNIFIED_CHANNELS.conversation(org, conversation))
  for (const event of Object.values(UNIFIED_EVENTS)) {
    channel.on("broadcast", { event }, () => onEvent(event))
  }
  return channel.subscribe()
}
