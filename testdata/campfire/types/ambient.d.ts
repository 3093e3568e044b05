// Stand-ins for the packages, so that the sample type-checks without installing any.
declare module "react" {
  export type ReactNode = string | number | boolean | null | undefined | object;
  export function useState<T>(initial: T | (() => T)): [T, (next: T | ((now: T) => T)) => void];
  export function useEffect(run: () => void | (() => void), deps?: readonly unknown[]): void;
  export function useRef<T>(initial: T): { current: T };
  export function useCallback<F>(run: F, deps: readonly unknown[]): F;
  export function createContext<T>(initial: T): { Provider: (props: { value: T; children?: ReactNode }) => ReactNode };
}
declare module "next/dynamic" {
  export default function dynamic(load: () => Promise<unknown>): (props: Record<string, unknown>) => object;
}
declare module "next/server" {
  export class NextResponse { static json(body: unknown): NextResponse }
}
declare module "@supabase/supabase-js" {
  export interface RealtimeChannel {
    on(type: string, filter: { event: string }, callback: (payload: { payload: any }) => void): RealtimeChannel;
    subscribe(callback?: (status: string) => void): RealtimeChannel;
    send(message: { type: string; event: string; payload: unknown }): Promise<string>;
    unsubscribe(): Promise<string>;
  }
  export interface SupabaseClient {
    channel(name: string): RealtimeChannel;
    removeChannel(channel: RealtimeChannel): Promise<string>;
  }
  export function createClient(url: string, key: string): SupabaseClient;
}
declare module "vitest" {
  export function describe(name: string, run: () => void): void;
  export function it(name: string, run: () => void | Promise<void>): void;
  export function expect(value: unknown): { toBe(other: unknown): void; toEqual(other: unknown): void };
  export const vi: { mock(path: string, factory?: () => unknown): void; fn(): () => void };
}
declare module "@playwright/test" {
  export function test(name: string, run: (fixtures: { page: { goto(url: string): Promise<void> } }) => Promise<void>): void;
}
declare const process: { env: Record<string, string | undefined> };
declare const require: (id: string) => any;
declare namespace JSX {
  type Element = object;
  interface IntrinsicElements { [name: string]: any }
}
