import { isValidChannelName, UNIFIED_CHANNELS } from "../lib/realtime/unified-channel-standards";
import { isValidChannelName as isConventional } from "../lib/realtime/channel-conventions";

const name = UNIFIED_CHANNELS.typing("o", "c");
console.log(name, isValidChannelName(name), isConventional(name));
