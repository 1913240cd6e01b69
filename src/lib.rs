//! Training ledger: the pure core and, behind the feature `app`, the page around it.
