// The barrel of all conventions, half of which were never written.
export * from "../realtime/channel-conventions";
export { namingConvention } from "./naming";
