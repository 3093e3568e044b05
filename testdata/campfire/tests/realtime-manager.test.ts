import { describe, expect, it, vi } from "vitest";
import { realtimeManager } from "@/lib/utils/realtime-manager";

vi.mock("@/lib/utils/realtime-manager", () => ({ realtimeManager: { subscribe: vi.fn() } }));

describe("the manager", () => {
  it("subscribes", () => expect(typeof realtimeManager.subscribe).toBe("function"));
});
