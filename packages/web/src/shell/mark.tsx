/** The product's mark: a sun that comes up over a line. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden>
      <rect width="24" height="24" rx="6" fill="#0f5569" />
      <path d="M5 15.5h14" stroke="#f3c274" strokeWidth="1.8" strokeLinecap="round" />
      <path d="M7.5 12.5a4.5 4.5 0 0 1 9 0z" fill="#f3c274" />
    </svg>
  )
}
