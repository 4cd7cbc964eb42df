/** What the drawer asks of what is in it before it closes. */
export interface Guard {
  /** Whether something was typed that would be lost. */
  touched: () => boolean;
  forget: () => void;
}
