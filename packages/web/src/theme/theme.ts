import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

const petrol: MantineColorsTuple = [
  '#e3eff3',
  '#c9e1e9',
  '#a2cedc',
  '#8accdf',
  '#63b7cf',
  '#3793ae',
  '#1b7390',
  '#0f5f78',
  '#0d4f65',
  '#093d4f',
]
const amber: MantineColorsTuple = [
  '#fdf2de',
  '#f8e3bd',
  '#f1c078',
  '#e8b05a',
  '#e3a445',
  '#d18f22',
  '#c17c10',
  '#9a610a',
  '#7a4c00',
  '#573600',
]
const rust: MantineColorsTuple = [
  '#fcebe6',
  '#f7d2c8',
  '#f39f8b',
  '#eb8a73',
  '#e37a61',
  '#d25b40',
  '#c2452d',
  '#a23620',
  '#842b19',
  '#611f12',
]

// Mantine's own greys are warm in the light and colourless in the dark: these follow tokens.css.
const gray: MantineColorsTuple = [
  '#f5f7f7',
  '#eff2f2',
  '#e1e6e7',
  '#d3dadc',
  '#c3cccf',
  '#9aa7ac',
  '#6b7a81',
  '#43525a',
  '#2f3c42',
  '#15211f',
]
const dark: MantineColorsTuple = [
  '#e4ebed',
  '#b1bdc2',
  '#8d9ba1',
  '#5d6c72',
  '#3a484e',
  '#232d32',
  '#161d20',
  '#12181b',
  '#0e1416',
  '#0b0f11',
]

/**
 * On a filled button in the dark the colour is light, so its words are dark; a light one has the soft accent: tokens.css
 * knows both.
 */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  if (input.variant === 'light' && (input.color === undefined || input.color === 'petrol')) {
    const soft = 'var(--ds-accent-soft)'
    const hover = 'color-mix(in srgb, var(--ds-accent-soft), var(--ds-accent) 12%)'
    return { ...colors, background: soft, hover, color: 'var(--ds-accent-ink)' }
  }
  if (input.variant !== 'filled') return colors
  return { ...colors, color: input.color === 'rust' ? 'var(--ds-on-alarm)' : 'var(--ds-on-accent)' }
}

/** Mantine in the product's clothes: its components take their colours from tokens.css, in light and dark alike. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver: variantColors,
  colors: { petrol, amber, rust, gray, dark },
  fontFamily: 'var(--ds-font)',
  fontFamilyMonospace: 'var(--ds-mono)',
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.55', lg: '1.6', xl: '1.4' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { root: { fontWeight: 550 } } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
        transitionProps: { duration: 120 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
      styles: { title: { fontWeight: 600 } },
    },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: false, events: { hover: true, focus: true, touch: true } } },
    Select: { defaultProps: { comboboxProps: { shadow: 'md' } } },
    InputWrapper: { styles: { label: { marginBottom: 3, fontWeight: 550 }, description: { marginBottom: 5 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
  },
})

export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--ds-surface)',
    '--mantine-color-text': 'var(--ds-ink)',
    '--mantine-color-dimmed': 'var(--ds-ink-3)',
    '--mantine-color-placeholder': 'var(--ds-ink-3)',
    '--mantine-color-anchor': 'var(--ds-accent-ink)',
    '--mantine-color-default': 'var(--ds-surface)',
    '--mantine-color-default-hover': 'var(--ds-hover)',
    '--mantine-color-default-color': 'var(--ds-ink)',
    '--mantine-color-default-border': 'var(--ds-line-strong)',
    '--mantine-color-error': 'var(--ds-alarm-ink)',
    '--mantine-color-disabled': 'var(--ds-hover)',
    '--mantine-color-disabled-color': 'var(--ds-ink-3)',
    '--mantine-color-disabled-border': 'var(--ds-line)',
  }
  return { variables: {}, light: shared, dark: shared }
}
