const { broadcastToChannel, CHANNEL_PATTERNS } = require("../lib/realtime/standardized-realtime");

broadcastToChannel(CHANNEL_PATTERNS.organization(process.argv[2]), "maintenance", {});
