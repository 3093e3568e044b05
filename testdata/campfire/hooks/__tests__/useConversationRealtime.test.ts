import { expect, it } from "vitest";
import { useConversationRealtime } from "../useConversationRealtime";

it("joins the conversation", () => {
  expect(typeof useConversationRealtime).toBe("function");
});
