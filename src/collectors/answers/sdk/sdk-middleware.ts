/** A middleware as far as it is used here: it may look at what goes by, change it, or refuse. */
export type Middleware = (
  next: (args: object) => Promise<object>,
  context: MiddlewareContext,
) => (args: object) => Promise<object>;

export interface MiddlewareContext {
  readonly clientName?: string;
  readonly commandName?: string;
}

interface Position {
  readonly step: 'initialize' | 'deserialize';
  readonly priority: 'high' | 'low';
  readonly name: string;
}

/** Every client of the SDK has one; their types differ in the operations alone. */
export interface SdkClient {
  readonly middlewareStack: object;
}

interface Stack {
  add(middleware: Middleware, position: Position): void;
}

export function addMiddleware(client: SdkClient, middleware: Middleware, position: Position): void {
  (client.middlewareStack as Stack).add(middleware, position);
}
