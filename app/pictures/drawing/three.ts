/**
 * A three from the held-out set, as `encode` writes it, so that there is something to see at once.
 */
export const THREE =
  "0_3e.178cffa20_i.3bf_7.a30_h.bf_3.d96affb0_h.afa50_3.1cfd20_g.1410_4.3efe20_l.3beff90_l.2effe510_j.29effd20_l.cf_5.c20_k.9f_6.e70_k.37348f_3.d10_n.4cffc10_n.4cff60_o.4ff80_o.4ff80_n.1bff60_a.3540_6.3556dffd10_a.9ffd_4.a9ef_6.30_b.1688df_8.a830_g.138bfb4110_3f.";
