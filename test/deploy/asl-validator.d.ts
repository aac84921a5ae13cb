declare module 'asl-validator' {
  export default function validate(definition: object): Promise<{
    readonly isValid: boolean;
    readonly errors: readonly unknown[];
  }>;
}
