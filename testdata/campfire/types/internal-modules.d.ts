// Typed long ago for a module that never came to be.
declare module "@/lib/realtime" {
  export class RealtimeService {
    connect(): void;
  }
}

export {};
