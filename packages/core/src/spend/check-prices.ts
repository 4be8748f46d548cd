import type { GateFault } from '../routing/compile-release.ts'
import type { Manifest } from '../workflows/manifest.ts'
import { atLimitOf } from './at-limit.ts'
import { modelIn, PRICE_CURRENCY, type PriceList } from './prices.ts'

/**
 * What a price list makes of a manifest's limits, as warnings: a limit in another currency is never compared with prices,
 * and a model that the list doesn't know has none.
 */
export function checkPrices({ limits, model }: Manifest, list: PriceList): readonly GateFault[] {
  const warnings: GateFault[] = []
  const limited = (['perRun', 'perDay', 'perMonth'] as const).find((name) => limits[name] !== null)
  const currency = limited === undefined ? null : (limits[limited]?.currency ?? null)
  if (limited !== undefined && currency !== null && currency !== PRICE_CURRENCY) {
    warnings.push({
      code: 'price-currency',
      path: `/limits/${limited}`,
      message: `The limits are in ${currency}, the prices in ${PRICE_CURRENCY}: currencies are never mixed, so a run counts against them only where its host tells its cost in ${currency}. Set the limits in ${PRICE_CURRENCY}, or have hosts tell costs.`,
    })
  }
  const beyond = atLimitOf(limits)
  const models = [
    { path: '/model/name', model },
    ...(beyond.kind === 'cheaper-model' ? [{ path: '/limits/cheaperModel/name', model: beyond.model }] : []),
  ]
  for (const { path, model: each } of models) {
    if (modelIn(list, each.name, each.provider) !== null) continue
    warnings.push({
      code: 'model-unpriced',
      path,
      message: `The price list doesn't know "${each.name}" from ${each.provider}: its runs are unpriced unless hosts tell their cost.`,
    })
  }
  return warnings
}
