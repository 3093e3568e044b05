export { default as TypingIndicator } from "../../../chat/TypingIndicator";
export { PresenceDot } from "../../../presence/PresenceDot";
