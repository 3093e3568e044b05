export interface Message {
  id: string;
  conversationId: string;
  body: string;
}

export type Unsubscribe = () => void;
