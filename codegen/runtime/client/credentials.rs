//! The credentials that a client has, at first and later.

use super::{
    core::Core,
    platform::WOULD_FOLLOW,
    security::{Credential, Kind},
    shared::Shared,
};
use crate::runtime::requests::error::RequestError;
use std::sync::PoisonError;

// if: ClientCredentials
#[cfg(feature = "oauth2")]
use super::oauth2::token_endpoint::TokenEndpoint;

impl Core {
    /// Sets other credentials for a security scheme. Calls that have begun keep theirs.
    ///
    /// # Errors
    ///
    /// If the credentials cannot be sent.
    #[inline]
    pub(crate) fn replace(
        &self,
        scheme: usize,
        credential: Credential,
    ) -> Result<(), RequestError> {
        let credential = accepted(&self.0, credential)?;
        let credentials = self.0.credentials.write();
        let mut credentials = credentials.unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = credentials.get_mut(scheme) {
            *place = Some(credential);
        }
        Ok(())
    }
}

/// Credentials as a client keeps them, if it can send them.
#[inline]
pub(super) fn accepted(
    shared: &Shared,
    credential: Credential,
) -> Result<Credential, RequestError> {
    if shared.redirects && credential.follows_redirects() {
        return Err(RequestError::new(WOULD_FOLLOW));
    }
    match credential.0 {
        Kind::Invalid(reason) => Err(RequestError::new(reason)),
        // if: ClientCredentials
        #[cfg(feature = "oauth2")]
        Kind::Client(flow, credentials) => {
            TokenEndpoint::new(shared, flow, &credentials).map(Credential::bearer_source)
        }
        kind => Ok(Credential(kind)),
    }
}
